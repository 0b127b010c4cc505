package dev.trierarch.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Compiles the rules of one place in a custom resource's schema, which speak of {@code self}, and
 * of {@code oldSelf} before an update. Used by one thread.
 */
public final class SchemaExpressions {

  private static final String SELF = "selfType";

  private final SchemaTypes types;
  private final CelType self;
  private final Map<Boolean, Environment> environments = new HashMap<>();

  private SchemaExpressions(SchemaTypes types, CelType self) {
    this.types = types;
    this.self = self;
  }

  /** For values of a schema; empty where there can be no rules, as nothing says what they are. */
  public static Optional<SchemaExpressions> of(JsonNode schema, boolean resource) {
    SchemaTypes types = new SchemaTypes();
    return types.of(schema, resource, SELF).map(self -> new SchemaExpressions(types, self));
  }

  /** {@code optionalOldSelf} is whether the rule is for creations too, which have no old self. */
  public Compilation compile(String expression, boolean optionalOldSelf) {
    return environments
        .computeIfAbsent(optionalOldSelf, this::environment)
        .check(expression)
        .compilation();
  }

  private Environment environment(boolean optionalOldSelf) {
    return new Environment(
        SharedEnvironment.builder()
            .addVar("self", self)
            .addVar("oldSelf", optionalOldSelf ? OptionalType.create(self) : self)
            .setTypeProvider(types)
            .build());
  }
}
