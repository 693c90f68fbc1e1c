# statistics and hashed UUIDs.
import statistics, uuid
print(statistics.mean([1, 2, 3, 4]), statistics.mean([1.5, 2.5]), statistics.median([3, 1, 2]), statistics.median([1, 2, 3, 4]), statistics.mode("aab"), statistics.pvariance([1, 2, 3, 4]), statistics.variance([1.0, 2.0, 4.0]), statistics.fmean([1, 2]))
print(statistics.quantiles([1, 2, 3, 4, 5]), statistics.quantiles(range(10), n=3, method="inclusive"), statistics.multimode("aabb"), statistics.stdev([1, 2, 3, 4]), statistics.median_low([1, 2]), statistics.median_high([1, 2]))
try: statistics.mean([])
except statistics.StatisticsError as e: print(e)
print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "http://x/"), uuid.uuid5(uuid.NAMESPACE_DNS, "python.org").version)
