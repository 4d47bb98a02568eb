package org.followthrough.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * How long steps took, by step.
 */
final class Latencies {

	private final Map<String, ConcurrentLinkedQueue<Long>> nanos = new ConcurrentHashMap<>();

	<T> T time(String step, Supplier<T> work) {
		long before = System.nanoTime();
		T result = work.get();
		this.nanos.computeIfAbsent(step, (name) -> new ConcurrentLinkedQueue<>()).add(System.nanoTime() - before);
		return result;
	}

	void time(String step, Runnable work) {
		time(step, () -> {
			work.run();
			return "";
		});
	}

	/** Milliseconds at the 50th, 95th and 99th percentile. */
	Map<String, double[]> percentiles(Iterable<String> steps) {
		Map<String, double[]> result = new LinkedHashMap<>();
		for (String step : steps) {
			long[] sorted = this.nanos.getOrDefault(step, new ConcurrentLinkedQueue<>())
				.stream()
				.mapToLong(Long::longValue)
				.sorted()
				.toArray();
			if (sorted.length > 0) {
				result.put(step, Arrays.stream(new double[] { 0.50, 0.95, 0.99 })
					.map((part) -> sorted[(int) Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] / 1e6)
					.toArray());
			}
		}
		return result;
	}

}
