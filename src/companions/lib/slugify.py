"""A stand-in for python-slugify."""
import re
import unicodedata


def slugify(text, entities=True, decimal=True, hexadecimal=True, max_length=0,
            word_boundary=False, separator="-", save_order=False,
            stopwords=(), regex_pattern=None, lowercase=True,
            replacements=(), allow_unicode=False):
    for old, new in replacements:
        text = text.replace(old, new)
    text = str(text).replace("'", "-")
    if allow_unicode:
        text = unicodedata.normalize("NFKC", text)
    else:
        text = unicodedata.normalize("NFKD", text).encode(
            "ascii", "ignore").decode()
    if lowercase:
        text = text.lower()
    text = re.sub(r"(?<=\d),(?=\d)", "", text.replace("'", ""))
    pattern = regex_pattern or (r"[^\w]+|_+" if allow_unicode
                                else r"[^-a-zA-Z0-9]+")
    text = re.sub(r"-{2,}", "-", re.sub(pattern, "-", text)).strip("-")
    words = [w for w in text.split("-") if w not in stopwords]
    text = "-".join(words)
    if max_length and len(text) > max_length:
        cut = text[:max_length]
        if word_boundary:
            cut = cut.rsplit("-", 1)[0] if "-" in cut and text[
                max_length:max_length + 1] != "-" else cut
        text = cut.strip("-")
    return text.replace("-", separator) if separator != "-" else text
