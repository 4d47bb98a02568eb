/**
 * Followthrough. Each package below is one feature; its {@code package-info} says what it
 * is for and what it may use.
 */
@NullMarked
package org.followthrough;

import org.jspecify.annotations.NullMarked;
