if [ -f requirements.txt ]; then
  python -m pip install --quiet --disable-pip-version-check -r requirements.txt
else
  python -m pip install --quiet --disable-pip-version-check "$FRIDAY"
fi
