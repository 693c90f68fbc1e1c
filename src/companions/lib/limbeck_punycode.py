"""Host names beyond ASCII, as RFC 3492 writes them."""


def _adapt(delta, count, first):
    delta = delta // 700 if first else delta // 2
    delta += delta // count
    k = 0
    while delta > 455:
        delta //= 35
        k += 36
    return k + 36 * delta // (delta + 38)


def encode_label(label):
    codes = [ord(letter) for letter in label]
    basic = [letter for letter in label if ord(letter) < 128]
    done = len(basic)
    output = basic + (["-"] if basic else [])
    n, delta, bias, first = 128, 0, 72, True
    while done < len(codes):
        smallest = min(code for code in codes if code >= n)
        delta += (smallest - n) * (done + 1)
        n = smallest
        for code in codes:
            if code < n:
                delta += 1
            elif code == n:
                q, k = delta, 36
                while True:
                    t = min(max(k - bias, 1), 26)
                    if q < t:
                        break
                    digit = t + (q - t) % (36 - t)
                    output.append(_digit(digit))
                    q = (q - t) // (36 - t)
                    k += 36
                output.append(_digit(q))
                bias = _adapt(delta, done + 1, first)
                delta, first = 0, False
                done += 1
        delta += 1
        n += 1
    return "xn--" + "".join(output)


def _digit(number):
    return chr(number + 97) if number < 26 else chr(number + 22)


def encode_domain(host):
    return ".".join(
        label if all(ord(letter) < 128 for letter in label)
        else encode_label(label) for label in host.split("."))
