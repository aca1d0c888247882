// What is wrong with the open page, as sentences. judging.py calls these by name; each looks at the page as it stands at this moment.
globalThis.judging = (() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const style = (element) => getComputedStyle(element);
  const name = (element) => {
    const kind = element.tagName.toLowerCase() + (element.id ? `#${element.id}` : "") + [...element.classList].map((one) => `.${one}`).join("");
    const words = (element.innerText || element.value || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${kind}> “${words}”`;
  };
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  // Kept for screen readers alone: cut to nothing, as .visually-hidden does.
  const onlyRead = (element) => Boolean(element.closest(".skip-link")) || [element, element.parentElement].some((one) => /inset\(50%|inset\(100%/.test(style(one).clipPath));

  function structure(limits) {
    const found = [];
    // What was wrong in a form is said before anything else, and is no part of the page's own order.
    const headings = all("h1, h2, h3, h4, h5, h6").filter((heading) => visible(heading) && !heading.closest(".error-summary"));
    const mains = headings.filter((heading) => heading.tagName === "H1");
    if (mains.length !== 1) found.push(`${mains.length} headings of the first level`);
    let before = 0;
    for (const heading of headings) {
      const level = Number(heading.tagName[1]);
      if (level > before + 1) found.push(`heading of level ${level} after level ${before}: ${name(heading)}`);
      before = level;
    }
    if (document.documentElement.lang !== "en-GB") found.push(`its language is “${document.documentElement.lang}”`);
    for (const landmark of ["header", "main", "footer"]) {
      if (all(`body > ${landmark}`).length !== 1) found.push(`no single ${landmark}`);
    }
    if (!document.querySelector("main ~ footer .site-footer__help a[href='/contact/']")) found.push("no help in the footer");
    const nodes = all("*").length;
    if (nodes >= limits.nodes) found.push(`${nodes} nodes, ${limits.nodes} are too many`);
    for (const folded of all("main details")) {
      const dose = folded.textContent.match(/[\d.]+\s*ml\b/);
      if (dose) found.push(`“${dose[0]}” folded away in ${name(folded)}`);
    }
    const boxes = warnings();
    if (boxes.length > limits.warnings) found.push(`${boxes.length} warning boxes: ${boxes.map(name).join(", ")}`);
    return found;
  }

  // A warning is what looks like one: a box on the ground of a stop or of a caution. What was wrong in a form is no warning.
  function warnings() {
    const probe = document.body.appendChild(document.createElement("i"));
    const grounds = ["--stop-ground", "--caution-ground"].map((token) => {
      probe.style.backgroundColor = `var(${token})`;
      return style(probe).backgroundColor;
    });
    probe.remove();
    const boxes = all("main *").filter((one) => grounds.includes(style(one).backgroundColor) && one.offsetWidth > 200 && one.offsetHeight > 44);
    return boxes.filter((one) => visible(one) && !one.closest(".error-summary") && !boxes.includes(one.parentElement));
  }

  function sideways() {
    const wide = document.documentElement.scrollWidth - innerWidth;
    return wide > 0 ? [`${wide} px wider than the window`] : [];
  }

  // Text that its own box cuts off.
  function clipped() {
    const cut = all("body *").filter((element) => {
      if (!visible(element) || onlyRead(element) || element.closest("svg, select, textarea, input")) return false;
      const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      const { overflowX, overflowY } = style(element);
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      const tooWide = hides(overflowX) && element.scrollWidth > element.clientWidth + 1;
      const tooHigh = hides(overflowY) && element.scrollHeight > element.clientHeight + 1;
      return hasText && style(element).display !== "inline" && (tooWide || tooHigh);
    });
    return cut.map((element) => `cut off: ${name(element)}`);
  }

  // WCAG 1.4.12: what a reader may set without losing anything. By the object model, as the policy refuses a style element.
  const spacing = new CSSStyleSheet();
  spacing.replaceSync(
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
  );
  const spaceOut = () => (document.adoptedStyleSheets = [spacing]);
  const spaceAsEver = () => (document.adoptedStyleSheets = []);

  // The floor of 24 px is one of axe's rules. What one is on the page to do takes a finger in a glove.
  const PRIMARY = "main .button, main select, main textarea, main input:not([type=hidden], [type=checkbox], [type=radio], [type=file])";
  function small(least) {
    const found = all(PRIMARY).filter((control) => visible(control) && !onlyRead(control));
    return found
      .filter((control) => Math.round(control.getBoundingClientRect().height) < least)
      .map((control) => `${Math.round(control.getBoundingClientRect().height)} px high: ${name(control)}`);
  }

  const moving = () => document.getAnimations().filter((one) => one.playState === "running").map((one) => `moves: ${name(one.effect.target)}`);

  // In forced colours grounds go; an edge has to say where a control is.
  function edgeless() {
    const controls = all("main .button, main button, main select, main textarea, main input[type=text], main input[type=search], main input[type=email], main input[type=password]");
    const lost = controls.filter((one) => visible(one) && !onlyRead(one) && !/underline/.test(style(one).textDecorationLine) && parseFloat(style(one).borderTopWidth) + parseFloat(style(one).borderBottomWidth) === 0);
    return lost.map((one) => `no edge in forced colours: ${name(one)}`);
  }

  // The walk with the Tab key. `walkFrom` says what it has to reach, `arrived` what is wrong where it stands, `unreached` what it left out.
  const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  let reached = new Set();
  let last = null;
  function walkFrom() {
    reached = new Set();
    last = null;
    scrollTo(0, 0);
    document.activeElement.blur();
  }

  function arrived() {
    const here = document.activeElement;
    if (here === last) return { end: false, wrong: [] }; // within a field for a date the key goes from day to month
    last = here;
    if (here === document.body || here === document.documentElement || reached.has(here)) return { end: true };
    reached.add(here);
    const wrong = [];
    // The label of a round or square button may show the ring, or the card whose link this is.
    const around = [];
    for (let one = here.parentElement; one && one.tagName !== "MAIN" && around.length < 5; one = one.parentElement) around.push(one);
    const ringed = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    const ring = [here, here.nextElementSibling, ...around].some((one) => one && ringed(style(one))) || ringed(getComputedStyle(here, "::after"));
    if (!ring) wrong.push(`no ring: ${name(here)}`);
    const box = here.getClientRects()[0];
    if (!box || box.bottom <= 0 || box.top >= innerHeight) wrong.push(`out of sight: ${name(here)}`);
    else {
      const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, innerHeight - box.top - 1)];
      const above = document.elementFromPoint(Math.min(Math.max(x, 0), innerWidth - 1), Math.max(y, 0));
      const same = above && (here.contains(above) || above.contains(here) || here.labels?.[0]?.contains(above) || above.closest("label")?.control === here);
      if (!same) wrong.push(`covered by ${above ? name(above) : "nothing"}: ${name(here)}`);
    }
    return { end: false, wrong };
  }

  function unreached() {
    // Of several round buttons one question has one stop.
    const asked = new Set([...reached].filter((one) => one.type === "radio").map((one) => one.name));
    const left = all(FOCUSABLE).filter((one) => visible(one) && !one.disabled && one.tabIndex >= 0 && !reached.has(one) && !asked.has(one.type === "radio" && one.name));
    return left.map((one) => `not reached: ${name(one)}`);
  }

  // What a refused form says: a title, a summary that has the focus, and links that lead to their fields with the same words there.
  const said = (element) => (element?.textContent || "").replace(/\s+/g, " ").replace(/^\s*Error:/, "").trim();
  function refusal() {
    const found = [];
    const summary = document.querySelector("main .error-summary");
    if (!summary) return ["no summary of what is wrong"];
    if (!document.title.startsWith("Error: ")) found.push(`its title is “${document.title}”`);
    if (document.activeElement !== summary) found.push(`the focus is on ${name(document.activeElement)}`);
    if (!summary.innerText.includes("There is a problem")) found.push("it does not say that there is a problem");
    const links = all("a[href^='#']", summary);
    if (!links.length) found.push("it leads nowhere");
    for (const link of links) {
      const field = document.getElementById(link.hash.slice(1));
      if (!field) {
        found.push(`leads nowhere: ${name(link)}`);
        continue;
      }
      const control = field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea");
      if (!control) found.push(`leads to no field: ${name(link)}`);
      if (!control) continue;
      const around = control.closest("fieldset");
      const ids = `${control.getAttribute("aria-describedby") || ""} ${around?.getAttribute("aria-describedby") || ""}`.split(" ");
      const told = ids.map((id) => said(document.getElementById(id)));
      const same = told.some((words) => words && (words.includes(said(link)) || said(link).includes(words)));
      if (!same) found.push(`not said at the field: ${name(link)}`);
      // A group of round buttons is told by its words alone; no one of them is wrong.
      if (!control.matches("[type=radio], [type=checkbox]") && control.getAttribute("aria-invalid") !== "true") found.push(`not marked as wrong: ${name(control)}`);
    }
    return found;
  }

  async function axe(options) {
    document.getAnimations().forEach((one) => one.effect.getComputedTiming().endTime < Infinity && one.finish()); // of the admin's: a colour on its way to another is judged at its end
    const { violations } = await globalThis.axe.run(options);
    return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} – ${node.failureSummary.replace(/\s+/g, " ")}`));
  }

  return { structure, sideways, clipped, spaceOut, spaceAsEver, small, moving, edgeless, walkFrom, arrived, unreached, refusal, axe };
})();
