package org.followthrough.products;

/**
 * A kind of product or component.
 *
 * @param name what it is called
 * @param version counts its changes
 * @param checklist what engineering has to know of its kind
 */
public record Kind(String name, int version, Checklist checklist) {

	/** The kind whose questions are asked where the product isn't known. */
	public static final String GENERAL = "general";

}
