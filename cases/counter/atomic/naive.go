// Ten goroutines increment a local uint that they captured.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var counter uint
	var group sync.WaitGroup
	for i := 0; i < 10; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for n := 0; n < 1000; n++ {
				counter++
			}
		}()
	}
	group.Wait()
	fmt.Println(counter)
}
