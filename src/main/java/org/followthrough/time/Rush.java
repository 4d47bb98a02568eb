package org.followthrough.time;

import org.springframework.stereotype.Component;

/**
 * Whether more is due on this node than it can do at once. People are being called then,
 * and what merely counts afterwards waits, so that they are called sooner.
 */
@Component
public class Rush {

	private volatile boolean on;

	/**
	 * Tells how it is.
	 * @param full whether as much was found due as is taken at a time, so that there is
	 * likely more
	 */
	public void found(boolean full) {
		this.on = full;
	}

	/**
	 * Asks how it is.
	 * @return whether there is likely more to do that is due
	 */
	public boolean isOn() {
		return this.on;
	}

}
