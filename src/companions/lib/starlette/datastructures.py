"""Values of settings."""


class Secret:
    def __init__(self, value):
        self._value = value

    def __repr__(self):
        return "Secret('**********')"

    def __str__(self):
        return self._value

    def __bool__(self):
        return bool(self._value)


class CommaSeparatedStrings:
    def __init__(self, value):
        if isinstance(value, str):
            value = [part.strip().strip("\"'") for part in value.split(",")
                     if part.strip()]
        self._items = list(value)

    def __len__(self):
        return len(self._items)

    def __getitem__(self, index):
        return self._items[index]

    def __iter__(self):
        return iter(self._items)

    def __repr__(self):
        return "CommaSeparatedStrings(%r)" % self._items

    def __str__(self):
        return ", ".join(repr(item) for item in self._items)


class URL:
    def __init__(self, url=""):
        self._url = str(url)

    def __str__(self):
        return self._url

    def __repr__(self):
        return "URL(%r)" % self._url

    def __eq__(self, other):
        return str(self) == str(other)
