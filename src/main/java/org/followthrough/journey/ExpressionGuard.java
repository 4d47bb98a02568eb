package org.followthrough.journey;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import org.camunda.bpm.impl.juel.AstBinary;
import org.camunda.bpm.impl.juel.AstBoolean;
import org.camunda.bpm.impl.juel.AstChoice;
import org.camunda.bpm.impl.juel.AstComposite;
import org.camunda.bpm.impl.juel.AstEval;
import org.camunda.bpm.impl.juel.AstFunction;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstNested;
import org.camunda.bpm.impl.juel.AstNull;
import org.camunda.bpm.impl.juel.AstNumber;
import org.camunda.bpm.impl.juel.AstParameters;
import org.camunda.bpm.impl.juel.AstString;
import org.camunda.bpm.impl.juel.AstText;
import org.camunda.bpm.impl.juel.AstUnary;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.Tree;
import org.camunda.bpm.impl.juel.TreeBuilderException;

/**
 * Decides whether an expression may be evaluated, by its syntax tree: names, values and
 * operators may; properties, methods, brackets and functions other than the two that
 * filters need may not. An expression language that can call a method can do anything
 * that the Java process can.
 */
final class ExpressionGuard {

	/** How a called process gets the case number; the one property that may be read. */
	static final String BUSINESS_KEY = "#{execution.processBusinessKey}";

	/** What is longer or deeper could be more than the parser's stack can hold. */
	private static final int LONGEST = 500;

	private static final int DEEPEST = 20;

	private static final Set<String> FUNCTIONS = Set.of("currentUser", "currentUserGroups");

	private static final Set<Class<?>> HARMLESS = Set.of(AstBinary.class, AstUnary.class, AstChoice.class,
			AstNested.class, AstEval.class, AstComposite.class, AstText.class, AstString.class, AstNumber.class,
			AstBoolean.class, AstNull.class, AstParameters.class);

	private ExpressionGuard() {
	}

	/**
	 * Why an expression may not be evaluated.
	 * @param expression the expression, with or without <code>${}</code>
	 * @return the reason, or nothing when it may
	 */
	static Optional<String> objection(String expression) {
		if (BUSINESS_KEY.equals(expression)) {
			return Optional.empty();
		}
		if (expression.length() > LONGEST) {
			return Optional.of("it is longer than " + LONGEST + " characters");
		}
		if (depth(expression) > DEEPEST) {
			return Optional.of("its brackets are nested more than " + DEEPEST + " deep");
		}
		try {
			return objection(tree(expression).getRoot());
		}
		catch (TreeBuilderException ex) {
			return Optional.of("it is not an expression");
		}
	}

	private static int depth(String expression) {
		int depth = 0;
		int deepest = 0;
		for (char character : expression.toCharArray()) {
			depth += (character == '(' || character == '[') ? 1 : (character == ')' || character == ']') ? -1 : 0;
			deepest = Math.max(deepest, depth);
		}
		return deepest;
	}

	/**
	 * The syntax tree of an expression.
	 * @throws TreeBuilderException if it is none
	 */
	static Tree tree(String expression) {
		return new Builder(Builder.Feature.METHOD_INVOCATIONS).build(expression);
	}

	/**
	 * The names of the values that an expression takes.
	 * @param expression an expression that the guard doesn't object to
	 * @return the names, in order
	 */
	static Set<String> names(String expression) {
		Set<String> names = new LinkedHashSet<>();
		tree(expression).getIdentifierNodes().forEach((identifier) -> names.add(identifier.getName()));
		return names;
	}

	private static Optional<String> objection(Node node) {
		if (node instanceof AstFunction function && !FUNCTIONS.contains(function.getName())) {
			return Optional.of("it calls " + function.getName() + "()");
		}
		if (!(node instanceof AstFunction) && !(node instanceof AstIdentifier) && !isHarmless(node)) {
			return Optional.of("it may only compare and combine names and values, not reach into them");
		}
		for (int i = 0; i < node.getCardinality(); i++) {
			Node child = node.getChild(i);
			Optional<String> objection = (child != null) ? objection(child) : Optional.empty();
			if (objection.isPresent()) {
				return objection;
			}
		}
		return Optional.empty();
	}

	private static boolean isHarmless(Node node) {
		return HARMLESS.contains(node.getClass());
	}

	/**
	 * The one name that an expression consists of.
	 * @param expression the expression
	 * @return the name, or nothing when it is anything else
	 */
	static Optional<String> soleName(String expression) {
		if (expression.matches("[$#]\\{\\s*[A-Za-z_][A-Za-z0-9_]*\\s*}")) {
			return Optional.of(expression.replaceAll("[$#{}\\s]", ""));
		}
		return Optional.empty();
	}

}
