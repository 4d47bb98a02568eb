/**
 * Who somebody is and what they may do: people and groups, sign-in, API tokens, and the
 * actor on whose behalf a thread works. Ground: uses the clock and the common form of
 * refusals.
 */
@ApplicationModule(allowedDependencies = { "time", "web" })
@NullMarked
package org.followthrough.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
