"""Punycode: https://www.rfc-editor.org/rfc/rfc3492"""

import codecs

_BASE, _T_MIN, _T_MAX, _SKEW, _DAMP, _FIRST_BIAS, _FIRST = 36, 1, 26, 38, 700, 72, 128
_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789"


def _adapted(delta, count, first):
    delta = delta // (_DAMP if first else 2)
    delta += delta // count
    steps = 0
    while delta > (_BASE - _T_MIN) * _T_MAX // 2:
        delta //= _BASE - _T_MIN
        steps += _BASE
    return steps + (_BASE - _T_MIN + 1) * delta // (delta + _SKEW)


def _threshold(place, bias):
    return min(max(place - bias, _T_MIN), _T_MAX)


def punycode_encode(text):
    points = [ord(c) for c in text]
    out = [chr(p) for p in points if p < _FIRST]
    done = basic = len(out)
    if basic:
        out.append("-")
    lowest, delta, bias = _FIRST, 0, _FIRST_BIAS
    while done < len(points):
        following = min(p for p in points if p >= lowest)
        delta += (following - lowest) * (done + 1)
        lowest = following
        for point in points:
            if point < lowest:
                delta += 1
            elif point == lowest:
                rest, place = delta, _BASE
                while rest >= (limit := _threshold(place, bias)):
                    rest, digit = divmod(rest - limit, _BASE - limit)
                    out.append(_DIGITS[limit + digit])
                    place += _BASE
                out.append(_DIGITS[rest])
                bias = _adapted(delta, done + 1, done == basic)
                delta = 0
                done += 1
        delta += 1
        lowest += 1
    return "".join(out).encode("ascii")


def punycode_decode(data, errors="strict"):
    text = bytes(data).decode("ascii", errors)
    head, _, tail = text.rpartition("-")
    out = list(head)
    point, at, bias, position = _FIRST, 0, _FIRST_BIAS, 0
    while position < len(tail):
        before, weight, place = at, 1, _BASE
        while True:
            if position == len(tail):
                raise UnicodeDecodeError("punycode", bytes(data), len(text) - 1, len(text),
                                         "incomplete punycode string")
            digit = _DIGITS.find(tail[position].lower())
            if digit < 0:
                here = len(text) - len(tail) + position
                raise UnicodeDecodeError("punycode", bytes(data), here, here + 1,
                                         f"Invalid extended code point '{tail[position]}'")
            position += 1
            at += digit * weight
            limit = _threshold(place, bias)
            if digit < limit:
                break
            weight *= _BASE - limit
            place += _BASE
        bias = _adapted(at - before, len(out) + 1, before == 0)
        more, at = divmod(at, len(out) + 1)
        point += more
        out.insert(at, chr(point))
        at += 1
    return "".join(out)


def getregentry():
    return codecs.CodecInfo(lambda text, errors="strict": (punycode_encode(text), len(text)),
                            lambda data, errors="strict": (punycode_decode(data, errors),
                                                           len(data)),
                            name="punycode")
