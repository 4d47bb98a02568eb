package org.followthrough.journey;

import java.util.Map;

import org.camunda.bpm.impl.juel.AstBinary;
import org.camunda.bpm.impl.juel.AstEval;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstNested;
import org.camunda.bpm.impl.juel.AstNode;
import org.camunda.bpm.impl.juel.AstUnary;
import org.camunda.bpm.impl.juel.Bindings;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.SimpleContext;
import org.camunda.bpm.impl.juel.SimpleResolver;
import org.camunda.bpm.impl.juel.Tree;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.jspecify.annotations.Nullable;

/**
 * What is taken for granted about values while paths are followed: "if the fix failed its
 * check". A condition is then true, false, or open, when it also depends on values that
 * nothing is assumed about.
 *
 * @param values values by name
 */
record Assumption(Map<String, ?> values) {

	/** Nothing is known. */
	static final Assumption NONE = new Assumption(Map.of());

	/**
	 * Whether a condition is true, whatever the other values are.
	 */
	boolean fulfils(String condition) {
		return Boolean.TRUE.equals(decides(condition));
	}

	/**
	 * Whether a condition is false, whatever the other values are.
	 */
	boolean rulesOut(String condition) {
		return Boolean.FALSE.equals(decides(condition));
	}

	private @Nullable Boolean decides(String condition) {
		SimpleContext context = context();
		try {
			Tree tree = ExpressionGuard.tree(condition.strip());
			return decides(tree.getRoot(), tree.bind(null, null), context);
		}
		catch (ELException ex) {
			return null;
		}
	}

	private @Nullable Boolean decides(Node node, Bindings bindings, SimpleContext context) {
		if (node instanceof AstEval || node instanceof AstNested) {
			return decides(node.getChild(0), bindings, context);
		}
		if (node instanceof AstUnary unary && unary.getOperator() == AstUnary.NOT) {
			Boolean decided = decides(unary.getChild(0), bindings, context);
			return (decided != null) ? !decided : null;
		}
		if (node instanceof AstBinary binary && binary.getOperator() == AstBinary.AND) {
			return either(binary, false, bindings, context);
		}
		if (node instanceof AstBinary binary && binary.getOperator() == AstBinary.OR) {
			return either(binary, true, bindings, context);
		}
		return isKnown(node) && ((AstNode) node).eval(bindings, context) instanceof Boolean decided ? decided : null;
	}

	/** One side is enough for an "or" that is true and an "and" that is false. */
	private @Nullable Boolean either(AstBinary binary, boolean enough, Bindings bindings, SimpleContext context) {
		Boolean left = decides(binary.getChild(0), bindings, context);
		Boolean right = decides(binary.getChild(1), bindings, context);
		if ((left != null && left == enough) || (right != null && right == enough)) {
			return enough;
		}
		return (left != null && right != null) ? !enough : null;
	}

	private boolean isKnown(Node node) {
		if (node instanceof AstIdentifier identifier) {
			return this.values.containsKey(identifier.getName());
		}
		for (int i = 0; i < node.getCardinality(); i++) {
			if (!isKnown(node.getChild(i))) {
				return false;
			}
		}
		return true;
	}

	private SimpleContext context() {
		SimpleContext context = new SimpleContext(new SimpleResolver(false));
		this.values.forEach((name, value) -> context.getELResolver().setValue(context, null, name, value));
		return context;
	}

}
