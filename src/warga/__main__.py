from warga.cli import main

main()
