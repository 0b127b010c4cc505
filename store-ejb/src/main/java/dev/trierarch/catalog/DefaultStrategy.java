package dev.trierarch.catalog;

import tools.jackson.databind.node.ObjectNode;

/** The rules of a kind that has none of its own: what is well-formed is taken as it is. */
public class DefaultStrategy implements ResourceStrategy {

  /** For kinds with a status subresource: status is dropped on create and kept on update. */
  public static final DefaultStrategy WITH_STATUS = new DefaultStrategy();

  /** For kinds without one: whatever the object says is the object. */
  public static final DefaultStrategy WITHOUT_STATUS = new WithoutStatus();

  /** The same, for kinds whose names may be any path segment: those of RBAC. */
  public static final DefaultStrategy PATH_SEGMENT_NAMES =
      new WithoutStatus() {
        @Override
        public NameRule nameRule() {
          return NameRule.PATH_SEGMENT;
        }
      };

  private static class WithoutStatus extends DefaultStrategy {
    @Override
    public void prepareForCreate(ObjectNode object) {
      // No part of the object is the server's own.
    }

    @Override
    public void prepareForUpdate(ObjectNode object, ObjectNode old) {
      // No part of the object is the server's own.
    }
  }
}
