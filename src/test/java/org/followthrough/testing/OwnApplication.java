package org.followthrough.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;

import org.springframework.test.annotation.DirtiesContext;

/**
 * Says that the tests of a class need an application that no others use. It ends with
 * them, and such classes run where no other application does: Camunda's pages know one
 * engine of a Java machine.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("own-application")
@DirtiesContext
public @interface OwnApplication {

}
