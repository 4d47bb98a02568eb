package org.followthrough.journey;

import java.util.Collection;
import java.util.List;

/**
 * Where an upgrade's models wait that can't be published by themselves, since managers
 * have edited those that run.
 */
public interface ModelUpgrades {

	/**
	 * Offers them to managers, once, however often it is called. Whoever calls it holds
	 * off other nodes that start.
	 * @param product the version of the product that brings them
	 * @param files the files, all that were edited here and are shipped anew
	 * @param gone files that were edited here and aren't shipped any more
	 * @return the names of those that bring nothing that doesn't run already
	 */
	Collection<String> offer(String product, List<ModelUpgrade> files, List<String> gone);

}
