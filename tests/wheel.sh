# Install the wheel alone, away from the checkout, and run the demonstration from it.
set -eu
here=$(pwd)
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
"${PYTHON:-python3}" -m venv "$box/venv"
"$box/venv/bin/python" -m pip install --quiet --constraint constraints.txt dist/*.whl
cp -r seeds/articles "$box/articles"
cd "$box"
TIMELINE_DB="$box/timeline.db" venv/bin/timeline ingest articles
TIMELINE_DB="$box/timeline.db" venv/bin/timeline query --actor Russia --format table | tee out.txt
grep -q Russia out.txt
cd "$here"
echo "wheel: ok"
