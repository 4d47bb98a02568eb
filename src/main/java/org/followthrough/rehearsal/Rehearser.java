package org.followthrough.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Rehearses files: builds a scratch engine, has explorers go every way in it, and says
 * what they found.
 */
final class Rehearser {

	/** They take turns at the same cores as everything else. */
	private static final int EXPLORERS = 2;

	/** Each step of a case is a step deeper; only what is used of it takes memory. */
	private static final long STACK = 512L << 20;

	private final Map<String, byte[]> files;

	private final Explored explored;

	/**
	 * A rehearsal to be.
	 * @param files contents by name
	 * @param limits how much is explored at the most
	 */
	Rehearser(Map<String, byte[]> files, Explored.Limits limits) {
		this.files = files;
		this.explored = new Explored(limits);
	}

	/** How far it is. */
	Explored explored() {
		return this.explored;
	}

	/**
	 * Rehearses, and takes its time for it.
	 * @throws org.followthrough.journey.ModelRefused if a file holds what none may hold
	 * @throws ScratchEngine.Unreadable if the engine can't read a diagram
	 */
	Rehearsal rehearse() {
		try (ScratchEngine engine = new ScratchEngine(this.files)) {
			Blueprint blueprint = new Blueprint(this.files);
			AtomicReference<RuntimeException> failure = new AtomicReference<>();
			CountDownLatch atWork = new CountDownLatch(EXPLORERS);
			List<Thread> explorers = new ArrayList<>();
			for (int i = 0; i < EXPLORERS; i++) {
				boolean backwards = i % 2 == 1;
				explorers.add(new Thread(null, () -> {
					try (Stage stage = engine.stage()) {
						explore(new Explorer(blueprint, stage, this.explored, backwards), blueprint);
					}
					catch (RuntimeException ex) {
						failure.compareAndSet(null, ex);
						this.explored.cancel();
					}
					finally {
						atWork.countDown();
					}
				}, "rehearsal-" + (i + 1), STACK));
			}
			explorers.forEach(Thread::start);
			await(atWork);
			RuntimeException failed = failure.get();
			if (failed != null) {
				throw failed;
			}
			return new Findings(this.explored, blueprint).rehearsal();
		}
	}

	private static void explore(Explorer explorer, Blueprint blueprint) {
		for (String root : blueprint.roots()) {
			blueprint.starts(root).forEach((message, start) -> explorer.explore(start, message));
		}
	}

	/** The engine may go only when nobody is in it any more. */
	private void await(CountDownLatch atWork) {
		boolean interrupted = false;
		while (atWork.getCount() > 0) {
			try {
				atWork.await();
			}
			catch (InterruptedException ex) {
				interrupted = true;
				this.explored.cancel();
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
