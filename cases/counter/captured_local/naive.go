// Ten goroutines increment a local that they captured; a WaitGroup waits for them.
package main

import (
	"fmt"
	"sync"
)

func main() {
	counter := 0
	var group sync.WaitGroup
	for i := 0; i < 10; i++ {
		group.Add(1)
		go func() {
			for n := 0; n < 1000; n++ {
				counter++
			}
			group.Done()
		}()
	}
	group.Wait()
	fmt.Println(counter)
}
