package dev.trierarch.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.types.TypeType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;

/** What expressions of every use may say: the language, its libraries and Kubernetes' functions. */
final class SharedEnvironment {

  /** As many as upstream takes. */
  private static final int EXPRESSION_CHARACTERS_MAX = 100_000;

  private static final int DEPTH_MAX = 250;

  // What is to come instead of homogeneous literals needs the library's evaluator.
  @SuppressWarnings("deprecation")
  static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHomogeneousLiterals(true)
          .enableHeterogeneousNumericComparisons(true)
          .enableOptionalSyntax(true)
          .maxExpressionCodePointSize(EXPRESSION_CHARACTERS_MAX)
          .maxParseRecursionDepth(DEPTH_MAX)
          .build();

  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addLibraries(
              CelExtensions.strings(),
              CelExtensions.sets(OPTIONS),
              CelExtensions.comprehensions(),
              new OptionalValues())
          .addFunctionDeclarations(KubernetesFunctions.declarations())
          .addVar("net.IP", TypeType.create(KubernetesTypes.IP))
          .addVar("net.CIDR", TypeType.create(KubernetesTypes.CIDR))
          .build();

  private SharedEnvironment() {}

  /** To be given the variables of one use. */
  static CelCompilerBuilder builder() {
    return COMPILER.toCompilerBuilder();
  }
}
