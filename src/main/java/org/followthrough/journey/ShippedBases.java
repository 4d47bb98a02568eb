package org.followthrough.journey;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was shipped and dealt with. From then on it is what edits are compared with.
 */
@Component
public class ShippedBases {

	private final ShippedMapper rows;

	ShippedBases(ShippedMapper rows) {
		this.rows = rows;
	}

	/**
	 * Notes that managers have dealt with what an upgrade brought. What a later draft has
	 * dealt with stays.
	 * @param file the file
	 * @param shipped what was brought
	 * @param product by which version of the product
	 * @param draft the draft by which they did
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void dealtWith(String file, byte[] shipped, String product, long draft) {
		this.rows.dealtWith(file, shipped, product, draft);
	}

}
