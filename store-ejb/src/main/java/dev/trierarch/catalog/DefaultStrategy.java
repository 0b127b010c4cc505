package dev.trierarch.catalog;

import tools.jackson.databind.node.ObjectNode;

/** The rules of a kind that has none of its own: what is well-formed is taken as it is. */
public class DefaultStrategy implements ResourceStrategy {

  /** For kinds with a status subresource: status is dropped on create and kept on update. */
  public static final DefaultStrategy WITH_STATUS = new DefaultStrategy();

  /** For kinds without one: whatever the object says is the object. */
  public static final DefaultStrategy WITHOUT_STATUS =
      new DefaultStrategy() {
        @Override
        public void prepareForCreate(ObjectNode object) {
          // No part of the object is the server's own.
        }

        @Override
        public void prepareForUpdate(ObjectNode object, ObjectNode old) {
          // No part of the object is the server's own.
        }
      };
}
