"""Makers of aliases from field names."""
import re


def to_pascal(snake):
    camel = snake.title()
    return re.sub("([0-9A-Za-z])_(?=[0-9A-Z])", lambda m: m.group(1), camel)


def to_camel(snake):
    if re.match("^[a-z]+[A-Za-z0-9]*$", snake) and not re.search(
            r"\d[a-z]", snake):
        return snake
    camel = to_pascal(snake)
    return re.sub("(^_*[A-Z])", lambda m: m.group(1).lower(), camel)


def to_snake(camel):
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", camel)
    text = re.sub(r"([a-z])([A-Z])", r"\1_\2", text)
    text = re.sub(r"([0-9])([A-Z])", r"\1_\2", text)
    text = re.sub(r"([a-z])([0-9])", r"\1_\2", text)
    return text.replace("-", "_").lower()
