package org.followthrough.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
			double[] at = percentiles(this.nanos.getOrDefault(step, new ConcurrentLinkedQueue<>()).stream());
			if (at.length > 0) {
				result.put(step, at);
			}
		}
		return result;
	}

	/** The same of all steps together. */
	double[] percentiles() {
		return percentiles(this.nanos.values().stream().flatMap(ConcurrentLinkedQueue::stream));
	}

	private static double[] percentiles(Stream<Long> nanos) {
		return percentiles(nanos.mapToDouble((one) -> one / 1e6).toArray());
	}

	/** The same of any values; none of none. */
	static double[] percentiles(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return (sorted.length == 0) ? sorted
				: Arrays.stream(new double[] { 0.50, 0.95, 0.99 })
					.map((part) -> sorted[(int) Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)])
					.toArray();
	}

}
