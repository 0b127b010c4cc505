package dev.trierarch.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompilerBuilder;
import dev.trierarch.cel.AdmissionEnvironment.Use;
import java.util.HashMap;
import java.util.Map;

/**
 * Compiles the expressions of one admission policy or webhook, in their order: what stands in a
 * variable may be spoken of after it. Used by one thread.
 */
public final class PolicyExpressions {

  /** The type of what is applied to an object. */
  public static final String APPLIED = "Object";

  /** The type of what patches an object. */
  public static final String PATCH = "list(JSONPatch)";

  private final boolean params;
  private final Map<String, CelType> variables = new HashMap<>();
  private final Map<Use, Open> opened = new HashMap<>();

  public PolicyExpressions(boolean params) {
    this.params = params;
  }

  /** Decides whether the policy is asked at all: there are no variables yet. */
  public Compilation condition(String expression) {
    return AdmissionEnvironment.of(new Use(params, true, false))
        .shared()
        .recall(expression)
        .compilation();
  }

  /** Compiles a variable, which may be spoken of from now on. */
  public Compilation variable(String name, String expression) {
    Environment.Checked checked = check(new Use(params, true, false), expression);
    variables.put(name, checked.type().orElse(SimpleType.DYN));
    return checked.compilation();
  }

  /** Compiles what is decided, or noted, about a request. */
  public Compilation decision(String expression) {
    return check(new Use(params, true, false), expression).compilation();
  }

  /** Compiles what is told to whoever is refused. */
  public Compilation message(String expression) {
    return check(new Use(params, false, false), expression).compilation();
  }

  /** Compiles what changes an object. */
  public Compilation mutation(String expression) {
    return check(new Use(params, true, true), expression).compilation();
  }

  private Environment.Checked check(Use use, String expression) {
    AdmissionEnvironment admission = AdmissionEnvironment.of(use);
    if (variables.isEmpty() && !use.patches()) {
      return admission.shared().recall(expression);
    }
    return opened.computeIfAbsent(use, this::open).check(expression);
  }

  private Open open(Use use) {
    AdmissionEnvironment admission = AdmissionEnvironment.of(use);
    OpenTypes types = new OpenTypes(admission.types(), variables, use.patches());
    CelCompilerBuilder builder =
        admission.shared().compiler().toCompilerBuilder().setTypeProvider(types);
    if (!variables.isEmpty()) {
      builder.addVar("variables", StructTypeReference.create(OpenTypes.VARIABLES));
    }
    return new Open(types, new Environment(builder.build()));
  }

  /** An environment whose types depend on the expression. */
  private record Open(OpenTypes types, Environment environment) {
    Environment.Checked check(String expression) {
      types.read(expression);
      return environment.check(expression);
    }
  }
}
