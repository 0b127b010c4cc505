package dev.trierarch.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.extensions.CelExtensions;
import java.util.Map;
import java.util.Optional;

/** Compiles the expressions that select devices, which speak of one {@code device}. */
public final class DeviceExpressions {

  private DeviceExpressions() {}

  /** Says what is wrong with a selector; nothing if it may select. */
  public static Optional<String> problem(String expression) {
    Compilation compilation = Devices.ENVIRONMENT.recall(expression).compilation();
    boolean selects = compilation.type().equals("bool") || compilation.type().equals("any");
    return compilation.problem().isPresent() || selects
        ? compilation.problem()
        : Optional.of("must evaluate to bool or the unknown type, not " + compilation.type());
  }

  private static final class Devices {
    static final Environment ENVIRONMENT = new Environment(compiler());

    private static CelCompiler compiler() {
      RecordTypes types = new RecordTypes();
      CelType device =
          types.add(
              "kubernetes.DRADevice",
              Map.of(
                  "driver",
                  SimpleType.STRING,
                  "allowMultipleAllocations",
                  SimpleType.BOOL,
                  "attributes",
                  byDomain(SimpleType.ANY),
                  "capacity",
                  byDomain(KubernetesTypes.QUANTITY)));
      return SharedEnvironment.builder()
          .addLibraries(CelExtensions.bindings())
          .addVar("device", device)
          .setTypeProvider(types)
          .build();
    }

    private static CelType byDomain(CelType value) {
      return MapType.create(SimpleType.STRING, MapType.create(SimpleType.STRING, value));
    }
  }
}
