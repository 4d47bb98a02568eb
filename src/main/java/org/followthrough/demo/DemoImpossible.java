package org.followthrough.demo;

/**
 * The demonstration can't run here. The message is one sentence for the person who
 * started the application and says what to do.
 */
class DemoImpossible extends RuntimeException {

	DemoImpossible(String whatToDo) {
		super(whatToDo);
	}

	DemoImpossible(String whatToDo, Throwable cause) {
		super(whatToDo, cause);
	}

}
