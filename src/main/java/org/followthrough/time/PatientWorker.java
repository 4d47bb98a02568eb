package org.followthrough.time;

import java.time.Duration;

/**
 * A worker that counts or reads behind what happens, and lets what is due go first while
 * there is a {@link Rush}; not for ever, since a rush may last and people look at what is
 * counted.
 */
public abstract class PatientWorker extends Worker {

	/** So many of its pauses, then it does one round all the same. */
	private static final int PATIENCE = 12;

	private final Rush rush;

	private int waited;

	/**
	 * A patient worker.
	 * @param name what its thread is called
	 * @param idle how long it waits at the most when there was nothing to do, or while
	 * others go first
	 * @param rush what goes first
	 */
	protected PatientWorker(String name, Duration idle, Rush rush) {
		super(name, idle);
		this.rush = rush;
	}

	/**
	 * Does one round.
	 * @return whether there may be more to do right away
	 */
	protected abstract boolean step();

	@Override
	protected final boolean work() {
		if (this.rush.isOn() && this.waited < PATIENCE) {
			this.waited++;
			return false;
		}
		this.waited = 0;
		return step();
	}

}
