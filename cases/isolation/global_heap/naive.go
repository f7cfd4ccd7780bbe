// A list on the heap, reachable by two goroutines through a global, mutated by both.
package main

import (
	"fmt"
	"sync"
)

type node struct {
	value int
	next  *node
}

var head = &node{}

func grow(group *sync.WaitGroup) {
	for n := 0; n < 1000; n++ {
		head.value++
	}
	group.Done()
}

func main() {
	var group sync.WaitGroup
	group.Add(2)
	go grow(&group)
	go grow(&group)
	group.Wait()
	fmt.Println(head.value)
}
