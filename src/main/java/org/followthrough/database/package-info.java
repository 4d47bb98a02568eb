/**
 * Where the data lives: the embedded MariaDB of a machine that has none configured, the
 * checks on one that is, and the schema of the engine. Ground: depends on nothing here.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.followthrough.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
