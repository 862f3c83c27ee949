# make demo: set up what is missing, run one round of the sample province, say where the reports lie
# make test: set up what is missing, run every check and test

.PHONY: demo test format lock clean

# Where the environment forbids compiled modules, every start compiles all libraries anew: seconds
# of processor time for each of the dozen processes of a run. They lie in __pycache__ folders.
unexport PYTHONDONTWRITEBYTECODE

demo:
	@sh tools/setup.sh run
	@.venv/bin/oitcheck demo

# Three test processes also on two processors: the browser, the crawl and what is killed spend as
# much time waiting as working.
test:
	@sh tools/setup.sh test
	@.venv/bin/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

format:
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

lock:
	@.venv/bin/uv pip compile pyproject.toml --group dev --extra postgresql --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock

clean:
	@rm -rf .venv .setup-* demo-workspace build dist *.egg-info
