/**
 * What every page and every answer over HTTP shares: the layout, refusals and how they
 * are told, times in words. Ground: depends on nothing here.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.followthrough.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
