package dev.trierarch.registry;

/** Says what a caller may beyond the request itself, for admission that asks for more. */
@FunctionalInterface
public interface Permissions {

  /** Where no roles are asked, only those may who may everything. */
  Permissions MASTERS_ONLY =
      (caller, verb, group, resource, name) -> caller.groups().contains("system:masters");

  boolean allow(Caller caller, String verb, String group, String resource, String name);
}
