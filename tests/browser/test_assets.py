def test_the_style_sheet_and_the_fonts_arrive(live_server, page):
    troubles = []
    page.on("console", lambda message: troubles.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))

    page.goto(live_server.url + "/")

    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()")
    faces = page.evaluate("document.fonts.ready.then(fonts => [...fonts].filter(face => face.status == 'loaded').map(face => face.family))")
    assert {family.strip('"') for family in faces} >= {"Newsreader", "Atkinson Hyperlegible"}
    assert troubles == []
