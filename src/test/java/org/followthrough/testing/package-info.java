/**
 * What the tests share: the whole application on a database of its own, doors to go in
 * by, cases brought to a state by real transitions, and a check of the promises that uses
 * SQL of its own.
 */
@NullMarked
package org.followthrough.testing;

import org.jspecify.annotations.NullMarked;
