# Sourced by ./rhumb and ./test: is the toolchain there, and new enough? One sentence with the remedy where it is not.

fail() {
  printf 'rhumb: %s\n' "$1" >&2
  exit 1
}

need_dotnet() {
  command -v dotnet >/dev/null 2>&1 ||
    fail "the .NET 10 SDK is missing ('dotnet' is not on the PATH); install it from https://dotnet.microsoft.com/download/dotnet/10.0 and start again."
}

need_sdk() {
  need_dotnet
  dotnet --list-sdks 2>/dev/null | grep -q '^10\.' ||
    fail "the .NET 10 SDK is missing (found: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd, - | sed 's/^$/no SDK at all/')); install it from https://dotnet.microsoft.com/download/dotnet/10.0 and start again."
}

# Vite needs Node 20.19 or later.
need_node() {
  for tool in node npm; do
    command -v "$tool" >/dev/null 2>&1 ||
      fail "Node 20.19 or later with npm is missing ('$tool' is not on the PATH); install it from https://nodejs.org and start again."
  done
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "Node $(node --version) is too old; install Node 20.19 or later from https://nodejs.org and start again."
}
