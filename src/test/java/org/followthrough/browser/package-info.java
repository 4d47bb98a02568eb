/**
 * What each kind of person does in a browser, against the packaged application with its
 * demonstration.
 */
@NullMarked
package org.followthrough.browser;

import org.jspecify.annotations.NullMarked;
