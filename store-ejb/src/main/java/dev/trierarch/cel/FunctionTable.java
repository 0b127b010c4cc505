package dev.trierarch.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Declares functions, whose overloads may come from several libraries. */
final class FunctionTable {

  private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();

  /** {@code name(parameters…)}. */
  FunctionTable global(String name, CelType result, CelType... parameters) {
    List<CelOverloadDecl> known = overloads.computeIfAbsent(name, none -> new ArrayList<>());
    known.add(CelOverloadDecl.newGlobalOverload(id(name, known), result, parameters));
    return this;
  }

  /** {@code target.name(parameters…)}. */
  FunctionTable member(CelType target, String name, CelType result, CelType... parameters) {
    List<CelType> all = new ArrayList<>(List.of(parameters));
    all.add(0, target);
    List<CelOverloadDecl> known = overloads.computeIfAbsent(name, none -> new ArrayList<>());
    known.add(CelOverloadDecl.newMemberOverload(id(name, known), result, all));
    return this;
  }

  /** Unlike any of the standard library's. */
  private static String id(String name, List<CelOverloadDecl> known) {
    return "kubernetes_" + name + "_" + known.size();
  }

  List<CelFunctionDecl> declarations() {
    List<CelFunctionDecl> declarations = new ArrayList<>();
    overloads.forEach(
        (name, known) -> declarations.add(CelFunctionDecl.newFunctionDeclaration(name, known)));
    return declarations;
  }
}
