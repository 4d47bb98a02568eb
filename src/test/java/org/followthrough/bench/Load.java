package org.followthrough.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Repeats work with a number of clients for a time, or a number of times.
 */
final class Load {

	private Load() {
	}

	/**
	 * Repeats work for a time.
	 * @return how often a second it was done
	 */
	static double rate(int clients, Duration time, Runnable work) {
		long begin = System.nanoTime();
		long end = begin + time.toNanos();
		AtomicLong done = new AtomicLong();
		run(clients, () -> {
			while (System.nanoTime() < end) {
				work.run();
				done.incrementAndGet();
			}
		});
		return done.get() / ((System.nanoTime() - begin) / 1e9);
	}

	/**
	 * Repeats work a number of times.
	 */
	static void times(int clients, int times, Runnable work) {
		AtomicLong left = new AtomicLong(times);
		run(clients, () -> {
			while (left.getAndDecrement() > 0) {
				work.run();
			}
		});
	}

	private static void run(int clients, Runnable client) {
		ExecutorService executor = Executors.newFixedThreadPool(clients);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < clients; i++) {
				running.add(executor.submit(client));
			}
			for (Future<?> one : running) {
				one.get();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("A client failed", ex.getCause());
		}
		finally {
			executor.shutdown();
		}
	}

}
