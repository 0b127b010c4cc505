/** Reads and writes {@code application/vnd.kubernetes.protobuf}, which typed Go clients speak. */
package dev.trierarch.api.protobuf;
