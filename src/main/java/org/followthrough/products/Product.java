package org.followthrough.products;

import java.util.List;
import java.util.Optional;

/**
 * Something that customers use.
 *
 * @param id row
 * @param name what it is called
 * @param kind what kind of thing it is
 * @param version counts its changes
 * @param components its parts, in the order in which they are shown
 */
public record Product(long id, String name, String kind, int version, List<ProductComponent> components) {

	/**
	 * The component of a name.
	 * @param wanted its name, whatever its case
	 * @return the component, if the product has it
	 */
	public Optional<ProductComponent> component(String wanted) {
		return this.components.stream().filter((one) -> one.name().equalsIgnoreCase(wanted.strip())).findFirst();
	}

}
