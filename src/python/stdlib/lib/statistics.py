"""Simple statistics: https://docs.python.org/3/library/statistics.html"""

from fractions import Fraction
from math import sqrt

__all__ = ["fmean", "mean", "median", "median_high", "median_low", "mode", "multimode", "pstdev",
           "pvariance", "quantiles", "stdev", "variance", "StatisticsError", "geometric_mean",
           "harmonic_mean"]


class StatisticsError(ValueError):
    pass


def _exact(data):
    """The exact sum, the type to give back, and the items."""
    items = list(data)
    kind = int
    for item in items:
        if type(item) not in (int, bool) and kind is not float:
            kind = type(item)
    return sum(map(Fraction, items)), kind, items


def _as(value, kind):
    if kind is int:
        return int(value) if value.denominator == 1 else float(value)
    if kind is Fraction:
        return value
    if kind is float:
        return float(value)
    return kind(value.numerator) / value.denominator


def mean(data):
    total, kind, items = _exact(data)
    if not items:
        raise StatisticsError("mean requires at least one data point")
    return _as(total / len(items), kind)


def fmean(data, weights=None):
    from math import fsum
    items = list(data)
    if not items:
        raise StatisticsError("fmean requires at least one data point")
    if weights is None:
        return fsum(items) / len(items)
    weights = list(weights)
    if len(weights) != len(items):
        raise StatisticsError("data and weights must be the same length")
    total = fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return fsum(a * b for a, b in zip(items, weights)) / total


def geometric_mean(data):
    from math import exp, fsum, log
    items = list(data)
    if not items:
        raise StatisticsError("Must have a non-empty dataset")
    return exp(fsum(map(log, items)) / len(items))


def harmonic_mean(data, weights=None):
    items = list(data)
    if not items:
        raise StatisticsError("harmonic_mean requires at least one data point")
    weights = weights or [1] * len(items)
    return sum(weights) / sum(w / x for w, x in zip(weights, items))


def _sorted(data):
    items = sorted(data)
    if not items:
        raise StatisticsError("no median for empty data")
    return items


def median(data):
    items = _sorted(data)
    middle = len(items) // 2
    if len(items) % 2:
        return items[middle]
    return (items[middle - 1] + items[middle]) / 2


def median_low(data):
    items = _sorted(data)
    return items[(len(items) - 1) // 2]


def median_high(data):
    items = _sorted(data)
    return items[len(items) // 2]


def multimode(data):
    counts = {}
    for item in data:
        counts[item] = counts.get(item, 0) + 1
    most = max(counts.values(), default=0)
    return [item for item, count in counts.items() if count == most]


def mode(data):
    found = multimode(data)
    if not found:
        raise StatisticsError("no mode for empty data")
    return found[0]


def _squares(data, center):
    total, kind, items = _exact(data)
    if items:
        middle = total / len(items) if center is None else Fraction(center)
        total = sum((Fraction(item) - middle) ** 2 for item in items)
    return total, kind, len(items)


def variance(data, xbar=None):
    total, kind, count = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("variance requires at least two data points")
    return _as(total / (count - 1), kind)


def pvariance(data, mu=None):
    total, kind, count = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _as(total / count, kind)


def stdev(data, xbar=None):
    total, kind, count = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("stdev requires at least two data points")
    return sqrt(total / (count - 1))


def pstdev(data, mu=None):
    total, kind, count = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return sqrt(total / count)


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    items = sorted(data)
    size = len(items)
    if size < 2:
        if size == 1:
            return items * (n - 1)
        raise StatisticsError("must have at least one data point")
    result = []
    for i in range(1, n):
        if method == "inclusive":
            j, delta = divmod(i * (size - 1), n)
            result.append((items[j] * (n - delta) + items[j + 1] * delta) / n)
        elif method == "exclusive":
            j = min(max(i * (size + 1) // n, 1), size - 1)
            delta = i * (size + 1) - j * n
            result.append((items[j - 1] * (n - delta) + items[j] * delta) / n)
        else:
            raise ValueError("Unknown method: %r" % method)
    return result
