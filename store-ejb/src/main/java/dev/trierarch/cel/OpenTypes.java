package dev.trierarch.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types whose fields are not known beforehand: a policy's variables, and the parts of the
 * object that a mutation makes. The library wants the names of all fields of a type: those that the
 * expression at hand speaks of are enough. Used by one thread, which is why it need not be as
 * immutable as the library has it.
 */
@SuppressWarnings("Immutable")
final class OpenTypes implements CelTypeProvider {

  static final String VARIABLES = "kubernetes.variables";
  private static final String OBJECT = "Object";

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final CelTypeProvider closed;
  private final Map<String, CelType> variables;
  private final boolean patches;
  private ImmutableSet<String> spokenOf = ImmutableSet.of();

  /** {@code variables} may become more. */
  OpenTypes(CelTypeProvider closed, Map<String, CelType> variables, boolean patches) {
    this.closed = closed;
    this.variables = variables;
    this.patches = patches;
  }

  /** Makes ready for the expression that is compiled next. */
  void read(String expression) {
    Set<String> names = new HashSet<>();
    Matcher identifier = IDENTIFIER.matcher(expression);
    while (identifier.find()) {
      names.add(identifier.group());
    }
    spokenOf = ImmutableSet.copyOf(names);
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return closed.types();
  }

  @Override
  public Optional<CelType> findType(String name) {
    if (name.equals(VARIABLES)) {
      ImmutableSet<String> known =
          spokenOf.stream().filter(variables::containsKey).collect(ImmutableSet.toImmutableSet());
      return Optional.of(
          StructType.create(name, known, field -> Optional.ofNullable(variables.get(field))));
    }
    if (patches && (name.equals(OBJECT) || name.startsWith(OBJECT + "."))) {
      return Optional.of(StructType.create(name, spokenOf, field -> Optional.of(SimpleType.DYN)));
    }
    return closed.findType(name);
  }
}
