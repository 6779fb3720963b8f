import { expect, test } from "vitest";
import { databaseAddress, hidePasswords, isAddress } from "./address.ts";

test("a store is an address or a file", () => {
  expect(["postgres://h/d", "postgresql://h", "mysql://h"].map(isAddress)).toEqual([true, true, true]);
  expect(["a.sweep", "./postgres", "C:\\a", ":memory:", "/a//b"].map(isAddress)).toEqual([false, false, false, false, false]);
});

test("a password that an address lacks comes from the environment", () => {
  const env = { PGPASSWORD: "a&b" };
  expect(databaseAddress("postgres://u@h:5433/d?connect_timeout=3", env)).toEqual({ url: "postgres://u@h:5433/d?connect_timeout=3&password=a%26b", shown: "postgres://u@h:5433/d?connect_timeout=3" });
  expect(databaseAddress("postgres://u:own@h/d", env)).toEqual({ url: "postgres://u:own@h/d", shown: "postgres://u:***@h/d" });
  expect(databaseAddress("postgres:///d?host=/tmp&password=own", env)).toEqual({ url: "postgres:///d?host=/tmp&password=own", shown: "postgres:///d?host=/tmp&password=***" });
});

test.each(["postgres://u:se cret@h:x/d", "mysql://u@h/d", "postgres:d"])("%s is refused", (text) => {
  expect(() => databaseAddress(text, {})).toThrow(expect.objectContaining({ code: "invalid-value", expected: expect.stringContaining("postgres://") }));
});

test("no password of any address stays in a text", () => {
  const texts = ["lnsim sweep worker postgres://u:secret@h/d", "'postgresql://u:se@cret@h/d'", "postgres://u:secr/et@h/d", "x postgres://h/d?password=secret&user=u y", "postgres://:secret@h"];
  for (const text of texts) expect(hidePasswords(text)).not.toMatch(/se@?cr|cret|et@/);
  expect(hidePasswords("lnsim sweep show --store postgres://u@h/d a:b@c")).toBe("lnsim sweep show --store postgres://u@h/d a:b@c");
});
