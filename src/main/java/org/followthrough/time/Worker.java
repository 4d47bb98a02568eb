package org.followthrough.time;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * A thread that works while there is work and then waits to be woken. It starts after the
 * application and ends before it; what fails is logged and tried again with the next
 * round.
 */
public abstract class Worker implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Worker.class);

	private final String name;

	private final Duration idle;

	private final Semaphore calls = new Semaphore(0);

	private volatile @Nullable Thread thread;

	private volatile boolean stopping;

	/**
	 * A worker.
	 * @param name what its thread is called
	 * @param idle how long it waits at the most when there was nothing to do
	 */
	protected Worker(String name, Duration idle) {
		this.name = name;
		this.idle = idle;
	}

	/**
	 * Does one round.
	 * @return whether there may be more to do right away
	 */
	protected abstract boolean work();

	/**
	 * How long it waits at the most, after a round in which there was nothing to do.
	 * @return the pause
	 */
	protected Duration idle() {
		return this.idle;
	}

	/**
	 * Tells it that there is something to do.
	 */
	public void wake() {
		this.calls.release();
	}

	/**
	 * Whether a long round should end early.
	 * @return true while the application ends
	 */
	protected boolean isStopping() {
		return this.stopping;
	}

	@Override
	public void start() {
		this.stopping = false;
		Thread started = new Thread(this::run, this.name);
		this.thread = started;
		started.start();
	}

	private void run() {
		while (this.thread == Thread.currentThread()) {
			try {
				if (!work()) {
					this.calls.tryAcquire(idle().toMillis(), TimeUnit.MILLISECONDS);
				}
				this.calls.drainPermits();
			}
			catch (InterruptedException ex) {
				return;
			}
			catch (RuntimeException | Error ex) {
				// Even out of memory: a thread that ended here would leave all mail
				// lying.
				log.error("The {} met a problem and goes on", this.name, ex);
				pause();
			}
		}
	}

	private void pause() {
		try {
			this.calls.tryAcquire(1, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop() {
		Thread running = this.thread;
		this.stopping = true;
		this.thread = null;
		if (running != null) {
			wake();
			try {
				running.join(TimeUnit.SECONDS.toMillis(20));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

}
