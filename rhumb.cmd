@echo off
rem Runs the rhumb command line from source: builds what is not built yet, then hands over to it.
setlocal
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0eng\build.ps1" || exit /b 1
dotnet "%~dp0src\Rhumb.Cli\bin\Release\net10.0\Rhumb.Cli.dll" %*
exit /b %errorlevel%
