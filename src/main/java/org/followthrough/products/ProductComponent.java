package org.followthrough.products;

/**
 * A part of a product.
 *
 * @param name what it is called
 * @param kind what kind of thing it is
 */
public record ProductComponent(String name, String kind) {
}
