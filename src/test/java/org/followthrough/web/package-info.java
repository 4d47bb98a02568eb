/**
 * Tests of what all doors share.
 */
@NullMarked
package org.followthrough.web;

import org.jspecify.annotations.NullMarked;
