package org.followthrough.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does several things at the same moment, each in a thread of its own.
 */
public final class AtOnce {

	private static final int PATIENCE_SECONDS = 60;

	private AtOnce() {
	}

	/**
	 * Does all, starting together.
	 * @param <T> what each yields
	 * @param works what to do
	 * @return what came of each, in their order
	 */
	public static <T> List<T> all(List<Callable<T>> works) {
		ExecutorService threads = Executors.newFixedThreadPool(works.size());
		CyclicBarrier start = new CyclicBarrier(works.size());
		try {
			List<Future<T>> running = new ArrayList<>();
			for (Callable<T> work : works) {
				running.add(threads.submit(() -> {
					start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
					return work.call();
				}));
			}
			List<T> results = new ArrayList<>();
			for (Future<T> result : running) {
				results.add(result.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
			}
			return results;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new AssertionError("Something done at once with others failed", ex);
		}
		finally {
			threads.shutdownNow();
		}
	}

}
