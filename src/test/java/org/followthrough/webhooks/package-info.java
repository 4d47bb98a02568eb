/**
 * Tests of webhooks that we send, and a program that takes them.
 */
@NullMarked
package org.followthrough.webhooks;

import org.jspecify.annotations.NullMarked;
