# Called by rhumb.cmd, the Windows counterpart of ./rhumb: builds what is not built yet. Needs nothing newer than Windows PowerShell 5.
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$program = Join-Path $root 'src/Rhumb.Cli/bin/Release/net10.0/Rhumb.Cli.dll'
$begun = Join-Path $root 'artifacts/build-begun'
$ended = Join-Path $root 'artifacts/build-ended'
$log = Join-Path $root 'artifacts/build.log'

function Fail([string] $sentence) {
    [Console]::Error.WriteLine("rhumb: $sentence")
    exit 1
}

# Newer files are not in the last build; newer folders have gained or lost a file since.
function Test-Changed([IO.DirectoryInfo] $folder, [DateTime] $filesAfter, [DateTime] $foldersAfter) {
    if ($folder.LastWriteTimeUtc -gt $foldersAfter) { return $true }
    foreach ($entry in $folder.EnumerateFileSystemInfos()) {
        if ($entry -is [IO.DirectoryInfo]) {
            if ($entry.Name -notin 'bin', 'obj', 'node_modules', 'dist', 'wwwroot' -and (Test-Changed $entry $filesAfter $foldersAfter)) { return $true }
        }
        elseif ($entry.Name -ne 'schema.d.ts' -and $entry.LastWriteTimeUtc -gt $filesAfter) { return $true }  # that one is made by the build
    }
    return $false
}

function Test-Current {
    if (-not ((Test-Path -LiteralPath $program) -and (Test-Path -LiteralPath $begun) -and (Test-Path -LiteralPath $ended))) { return $false }
    $filesAfter = (Get-Item -LiteralPath $begun).LastWriteTimeUtc
    foreach ($name in 'Directory.Build.props', 'Directory.Packages.props', 'global.json') {
        if ((Get-Item -LiteralPath (Join-Path $root $name)).LastWriteTimeUtc -gt $filesAfter) { return $false }
    }
    return -not (Test-Changed (Get-Item -LiteralPath (Join-Path $root 'src')) $filesAfter (Get-Item -LiteralPath $ended).LastWriteTimeUtc)
}

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Fail "the .NET 10 SDK is missing ('dotnet' is not on the PATH); install it from https://dotnet.microsoft.com/download/dotnet/10.0 and start again."
}
if (Test-Current) { exit 0 }
if (-not ((dotnet --list-sdks) -match '^10\.')) {
    Fail 'the .NET 10 SDK is missing; install it from https://dotnet.microsoft.com/download/dotnet/10.0 and start again.'
}
foreach ($tool in 'node', 'npm') {
    if (-not (Get-Command $tool -ErrorAction SilentlyContinue)) {
        Fail "Node 20.19 or later with npm is missing ('$tool' is not on the PATH); install it from https://nodejs.org and start again."
    }
}
if ([Version]((node --version).TrimStart('v')) -lt [Version]'20.19') {
    Fail "Node $(node --version) is too old; install Node 20.19 or later from https://nodejs.org and start again."
}

New-Item -ItemType Directory -Force (Join-Path $root 'artifacts') | Out-Null
Set-Content -LiteralPath $log ''
$from = [DateTime]::UtcNow
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
if (Test-Path -LiteralPath $program) {
    $steps = @(, @('Sources have changed: compiling', 25, @('build', 'src/Rhumb.Cli', '-c', 'Release', '-v', 'quiet')))
}
else {
    [Console]::Error.WriteLine('First start: Rhumb is built from source, once.')
    $steps = @(
        @('Packages from NuGet (80 MB)', 30, @('restore', 'src/Rhumb.Cli')),
        @('ONNX Runtime 1.30 from npm (114 MB)', 45, @('build', 'src/Rhumb.Runtime', '-c', 'Release', '-v', 'quiet', '--no-restore')),
        @('Web page and everything else: compiling', 105, @('build', 'src/Rhumb.Cli', '-c', 'Release', '-v', 'quiet', '--no-restore')))
}
Push-Location -LiteralPath $root
try {
    for ($i = 0; $i -lt $steps.Count; $i++) {
        $title, $null, $arguments = $steps[$i]
        $left = ($steps[$i..($steps.Count - 1)] | ForEach-Object { $_[1] } | Measure-Object -Sum).Sum
        [Console]::Error.WriteLine("[$($i + 1)/$($steps.Count)] ${title}: about $left s left")
        $ErrorActionPreference = 'Continue'
        dotnet @arguments 2>&1 | Out-File -Append -LiteralPath $log
        $ErrorActionPreference = 'Stop'
        if ($LASTEXITCODE -ne 0) {
            Select-String -LiteralPath $log -Pattern ': error|^npm (ERR!|error)' | Select-Object -First 5 | ForEach-Object { [Console]::Error.WriteLine($_.Line) }
            Fail "this step failed: $title. Check the network and the free disk space and start again; the whole output is in artifacts\build.log."
        }
    }
}
finally { Pop-Location }
Set-Content -LiteralPath $begun ''
(Get-Item -LiteralPath $begun).LastWriteTimeUtc = $from
Set-Content -LiteralPath $ended ''
exit 0
