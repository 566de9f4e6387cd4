package io.ringfence.engine;

import io.ringfence.engine.state.Undo;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that a graph of objects of the engine holds, field by field, found by reflection: so that no table, index,
 * list head or counter is forgotten, not even one that is added later.
 */
final class StateImage {
    /** What is filled anew for each command, and the undo log itself. */
    private static final Set<String> SCRATCH = Set.of("NetByWallet", "Fingerprint", Undo.class.getSimpleName());

    private final Map<String, Object> values = new TreeMap<>();
    private final IdentityHashMap<Object, String> seen = new IdentityHashMap<>();

    private StateImage() {}

    /** Copies what hangs on an object: path of the field to its value. */
    static Map<String, Object> of(final Object root) {
        final StateImage image = new StateImage();
        image.take("", root);
        return image.values;
    }

    private void take(final String path, final Object value) {
        if (value == null
                || seen.putIfAbsent(value, path) != null
                || SCRATCH.contains(value.getClass().getSimpleName())) {
            return;
        }
        final Class<?> type = value.getClass();
        if (type.isArray() && type.getComponentType().isPrimitive()) {
            final int length = Array.getLength(value);
            final Object copy = Array.newInstance(type.getComponentType(), length);
            System.arraycopy(value, 0, copy, 0, length);
            values.put(path, copy);
        } else if (type.isArray()) {
            for (int index = 0; index < Array.getLength(value); index++) {
                take(path + "[" + index + "]", Array.get(value, index));
            }
        } else if (type.getName().startsWith("io.ringfence.engine.") && !type.isEnum()) {
            takeFields(path, value);
        }
    }

    private void takeFields(final String path, final Object value) {
        for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (final Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    takeField(path + "." + field.getName(), value, field);
                }
            }
        }
    }

    private void takeField(final String path, final Object owner, final Field field) {
        try {
            field.setAccessible(true);
            if (field.getType().isPrimitive()) {
                values.put(path, field.get(owner));
            } else {
                take(path, field.get(owner));
            }
        } catch (final IllegalAccessException e) {
            throw new IllegalStateException(path, e);
        }
    }

    /** The first path at which two images differ, with both values; null where they are equal. */
    static String firstDifference(final Map<String, Object> expected, final Map<String, Object> actual) {
        for (final Map.Entry<String, Object> entry : expected.entrySet()) {
            final Object other = actual.get(entry.getKey());
            final Object value = entry.getValue();
            if (!value.getClass().isArray()) {
                if (!value.equals(other)) {
                    return entry.getKey() + " was " + value + ", is " + other;
                }
                continue;
            }
            if (Objects.deepEquals(value, other)) {
                continue;
            }
            for (int index = 0; index < Array.getLength(value); index++) {
                if (!Array.get(value, index).equals(Array.get(other, index))) {
                    return entry.getKey() + "[" + index + "] was " + Array.get(value, index) + ", is "
                            + Array.get(other, index);
                }
            }
        }
        return expected.size() == actual.size() ? null : "the number of fields differs";
    }
}
