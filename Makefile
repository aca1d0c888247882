# Two commands matter: `make run` and `make test`. Both set up what they need.
# Settings go on the line, as in `make run PORT=8001`, or in the environment; .env.example lists them.

.PHONY: help run test lint format lock bench pictures lighthouse

help:
	@echo "make run     set up and serve the portal on this machine (PORT=, PYTHON=)"
	@echo "make test    set up and run every test (ARGS=, BROWSER=no, DATABASE_URL=, CHROMIUM=)"
	@echo "make lint    check layout and common faults, and that no migration is missing"
	@echo "make format  lay the Python code out"
	@echo "make bench   measure the main pages and the search (SECONDS_PER_PAGE=)"
	@echo "make pictures take pictures of the pages as PNG files into var/pictures/ (ARGS=names)"
	@echo "make lighthouse measure a page of each kind with Lighthouse (needs Node; ARGS=names)"
	@echo "make lock    pin the packages of requirements*.in again (ARGS=--upgrade for newer ones)"

run:
	@exec bash scripts/run.sh

test:
	@exec bash scripts/test.sh

lint:
	@exec bash scripts/lint.sh

format:
	@exec bash scripts/lint.sh format

lock:
	@python3 scripts/lock.py $(ARGS)

bench:
	@exec bash scripts/bench.sh

pictures:
	@exec bash scripts/pictures.sh $(ARGS)

lighthouse:
	@exec bash scripts/lighthouse.sh $(ARGS)
