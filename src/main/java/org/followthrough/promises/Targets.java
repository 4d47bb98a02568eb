package org.followthrough.promises;

import org.followthrough.cases.SupportCase;

/**
 * How soon what is due is due. The journey's side implements this, by the table that
 * managers edit; what it says holds for promises made from then on.
 */
public interface Targets {

	/**
	 * The targets of a case.
	 * @param of the case
	 * @return by its severity and its customer
	 */
	Target of(SupportCase of);

}
